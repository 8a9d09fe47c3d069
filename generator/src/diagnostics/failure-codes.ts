/** Every code of a run that could not begin or could not finish: arguments, configuration, files. */
export const FAILURE_CODES = {
  'input.ambiguous': {
    title: 'A name that several generated files end in',
    why: 'Which one is meant cannot be known.',
  },
  'input.code': { title: 'A code that no message carries', why: 'There is nothing to explain.' },
  'input.format': { title: 'A format that the command does not print', why: 'Nothing could be printed.' },
  'input.no-command': { title: 'A command that does not exist', why: 'There is nothing to do.' },
  'input.no-sandbox': { title: 'The sandbox is not installed', why: 'It is a package of its own.' },
  'input.no-schema': { title: 'No schema given and none found', why: 'There is nothing to read.' },
  'input.not-a-file': { title: 'A folder where a file is read', why: 'There is nothing to read.' },
  'input.not-a-model': {
    title: 'A file that is not a data model of NoSQL Workbench',
    why: 'There is nothing to make a schema of.',
  },
  'input.not-found': { title: 'A file that does not exist', why: 'There is nothing to read.' },
  'input.not-json': { title: 'A data model that is not JSON', why: 'It cannot be read.' },
  'input.not-readable': { title: 'A file that may not be read', why: 'There is nothing to read.' },
  'input.schema': {
    title: 'A schema with errors, given to hold policies or another schema against',
    why: 'There is no model of it.',
  },
  'input.service-name': { title: 'An answer that is not a name of a service', why: 'The client is named after it.' },
  'input.parameter': { title: 'A parameter without a value', why: 'The template cannot be filled in.' },
  'input.port': { title: 'A port that is not a number from 0 to 65535', why: 'Nothing could listen there.' },
  'input.sandbox': {
    title: 'An engine, seed, folder or command that the sandbox cannot start with',
    why: 'Nothing could be asked of it.',
  },
  'input.role': { title: 'A role that the schema does not have', why: 'There is nothing to compare with.' },
  'input.several-schemas': {
    title: 'Several schemas found and none named',
    why: 'Which one is meant cannot be known.',
  },
  'input.suppression': {
    title: 'A suppression without a rule, a file or a reason',
    why: 'Nothing is accepted by accident.',
  },
  'input.twice': { title: 'Standard input asked for twice', why: 'It can be read once.' },
  'input.template': { title: 'A template that does not exist', why: 'There is nothing to copy.' },
  'input.watch': { title: 'A schema that cannot be watched', why: 'Its changes could not be seen.' },
  'config.format': {
    title: 'A command of `format` that fails',
    why: 'The output would not be laid out as the project has it.',
  },
  'config.invalid': { title: 'A configuration that cannot be read', why: 'It says which schema and which output.' },
  'template.invalid': {
    title: 'A template of your own that does not compile, or asks for what there is not',
    why: 'The file that it lays out could not be written.',
  },
  'output.blocked': { title: 'Something other than a file where a file is written', why: 'It is left as it is.' },
  'output.exists': { title: 'A file that a command would overwrite', why: 'It is left as it is.' },
  'output.foreign-file': {
    title: 'A file in an output folder that this program did not write',
    why: 'It is left as it is.',
  },
  'output.hand-edited': { title: 'A generated file that was changed by hand', why: 'The change would be lost.' },
  'output.locked': { title: 'Another run writes the same folder', why: 'Their files would mix.' },
  'output.none': { title: 'No output folder', why: 'There is nothing to write.' },
  'output.not-writable': { title: 'A file or folder that may not be written', why: 'The output would be incomplete.' },
  'internal.bug': { title: 'A mistake of this program', why: 'Please report it with the schema.' },
} as const;
