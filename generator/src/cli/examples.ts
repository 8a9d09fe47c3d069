import type { CommandName } from './commands/index.js';

/** Lines of each command's `--help`. A test runs every one of them in a project as `init` makes it. */
export const EXAMPLES: { readonly [name in CommandName]: readonly string[] } = {
  generate: ['tenantry generate', 'tenantry generate --watch', 'tenantry generate --stdout task.ts'],
  check: ['tenantry check', 'tenantry check --format github'],
  validate: ['tenantry validate schemas/shop.tenantry.yaml', 'tenantry validate - < schemas/shop.tenantry.yaml'],
  verify: ['tenantry verify', 'tenantry verify --format json > verification.json'],
  diff: ['tenantry diff --against origin/main', 'tenantry diff --against v1.4.0 --format json'],
  model: ['tenantry model > model.json'],
  lint: ['tenantry lint template.yaml', 'tenantry lint cdk.out --format sarif > lint.sarif'],
  import: ['tenantry import nosql-workbench workbench.json > imported.yaml'],
  sandbox: ['tenantry sandbox', 'tenantry sandbox -- node dist/main.js'],
  init: ['tenantry init', 'tenantry init shop'],
  eject: ['tenantry eject', 'tenantry eject client-file.ts'],
  completion: ['source <(tenantry completion bash)'],
};

/** As commander appends it to the help of a command. */
export const exampleText = (name: CommandName): string => {
  const lines = EXAMPLES[name];
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
};
