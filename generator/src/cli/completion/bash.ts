import { PROGRAMS, type Words } from './words.js';

/** Returns a script for bash to source: `source <(tenantry completion bash)`. */
export function bashCompletion({ common, commands }: Words): string {
  const names = commands.map(({ name }) => name).join(' ');
  const choices = [...common, ...commands.flatMap(({ options }) => options)].filter(
    (option) => option.choices.length > 0,
  );
  return `# Completion for bash: source <(tenantry completion bash)
_tenantry() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words=
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${names} " in *" $each "*) command=$each; break ;; esac
  done
  case $previous in
${choices.map(({ name, choices: values }) => `    ${name}) COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$word")); return ;;`).join('\n')}
  esac
  case $command in
    '') words="${names}" ;;
${commands
  .map(
    ({ name, options, arguments: values }) =>
      `    ${name}) words="${[...values, ...options.map((option) => option.name)].join(' ')}" ;;`,
  )
  .join('\n')}
  esac
  words="$words ${common.map(({ name }) => name).join(' ')}"
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}
complete -o filenames -F _tenantry ${PROGRAMS.join(' ')}
`;
}
