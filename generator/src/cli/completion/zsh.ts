import { type OptionWords, PROGRAMS, type Words } from './words.js';

/** Returns a script for zsh to source: `source <(tenantry completion zsh)`. */
export function zshCompletion({ common, commands }: Words): string {
  return `#compdef ${PROGRAMS.join(' ')}
# Completion for zsh: source <(tenantry completion zsh)
_tenantry() {
  local -a commands common
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join('\n')}
  )
  common=(
${common.map((option) => `    ${optionSpec(option)}`).join('\n')}
  )
  local command=\${words[(r)(${commands.map(({ name }) => name).join('|')})]}
  case $command in
${commands
  .map(
    ({ name, options, arguments: values }) =>
      `    ${name}) _arguments $common ${[...options.map(optionSpec), values.length > 0 ? quoted(`*:value:(${values.join(' ')})`) : quoted('*:file:_files')].join(' ')} ;;`,
  )
  .join('\n')}
    *) _arguments $common '*:file:_files'; _describe command commands ;;
  esac
}
compdef _tenantry ${PROGRAMS.join(' ')}
`;
}

function optionSpec({ name, description, choices, takesValue }: OptionWords): string {
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
  return quoted(`${name}[${description.replaceAll(/[[\]:]/g, '\\$&')}]${value}`);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
