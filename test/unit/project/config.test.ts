import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../../generator/src/cli/init/sample-schema.js';
import { TARGET_NAMES, type TargetName } from '../../../generator/src/emit/infrastructure/target-names.js';
import { TARGETS } from '../../../generator/src/emit/infrastructure/targets.js';
import { compile } from '../../../generator/src/pipeline.js';
import { parseConfig } from '../../../generator/src/project/config.js';

const shop = {
  file: 'shop.yaml',
  text: sampleSchema('shop', 'x.json').replace(
    '  policies: policies',
    '  policies: policies\n  infrastructure: infrastructure',
  ),
};
const read = (yaml: string) => parseConfig(yaml, '/p/tenantry.config.yaml', 'tenantry.config.yaml');

describe('the targets of the infrastructure', () => {
  it('are those that the configuration lists', () => {
    expect(read('infrastructure: [terraform, cdk]').infrastructure).toEqual(['terraform', 'cdk']);
    expect(read('extension: none').infrastructure).toBeUndefined();
  });

  it.each(['infrastructure: bicep', 'infrastructure: [bicep]', 'infrastructure: []', 'infrastructure: { cdk: x }'])(
    'refuses %s',
    (yaml) => {
      expect(() => read(yaml)).toThrow(`\`infrastructure\` must be a list of ${TARGET_NAMES.join(', ')}.`);
    },
  );

  it('each have a folder of their name, and no other is written', () => {
    const foldersOf = (infrastructure?: readonly TargetName[]): readonly string[] => {
      const { folders } = compile([shop], { ...(infrastructure && { infrastructure }) });
      const files = folders.find(({ folder }) => folder === 'infrastructure')?.files ?? [];
      return [...new Set(files.map(({ path }) => path.split('/')[0] ?? ''))].sort();
    };
    expect(foldersOf()).toEqual([...TARGET_NAMES]);
    expect(foldersOf(['dynamodb'])).toEqual(['dynamodb']);
    expect(Object.keys(TARGETS).sort()).toEqual([...TARGET_NAMES].sort());
  });
});
