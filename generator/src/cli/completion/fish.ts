import { type OptionWords, PROGRAMS, type Words } from './words.js';

/** Returns a script for fish to source: `tenantry completion fish | source`. */
export function fishCompletion({ common, commands }: Words): string {
  const lines = (program: string): string[] => [
    ...commands.map(
      ({ name, description }) => `complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...common.map((option) => `complete -c ${program} ${optionWords(option)}`),
    ...commands.flatMap(({ name, options, arguments: values }) => {
      const condition = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
      return [
        ...options.map((option) => `${condition} ${optionWords(option)}`),
        ...(values.length > 0 ? [`${condition} -a ${quoted(values.join(' '))}`] : []),
      ];
    }),
  ];
  return `# Completion for fish: tenantry completion fish | source\n${PROGRAMS.flatMap(lines).join('\n')}\n`;
}

function optionWords({ name, description, choices, takesValue }: OptionWords): string {
  const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
  return `-l ${name.slice(2)}${value} -d ${quoted(description)}`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
