import { SESSION_TAG_CHARACTER } from '@tenantry/runtime/key-templates';
import type { Model, Scope } from '../../model/model.js';
import type { Finding } from './finding.js';

/**
 * Returns whether every template's keys lie in the scope that it claims: it begins with the scope's prefix and ends there,
 * or goes on with a character that no tag may hold. Else one id's keys continue another's.
 */
export const openPartitions = (model: Model): readonly Finding[] =>
  model.entities.flatMap((entity) =>
    [{ ...entity.key, name: 'primary' }, ...entity.accessPatterns].flatMap(
      ({ partition, scope: name, name: pattern }) => {
        const scope = model.scopes.find((each) => each.name === name);
        if (scope === undefined || isInside(partition, scope)) return [];
        const next = partition.startsWith(scope.prefix)
          ? partition.slice(scope.prefix.length, scope.prefix.length + 1)
          : undefined;
        const why =
          next === undefined
            ? `does not begin with ${scope.prefix}`
            : scope.parameter === undefined
              ? `goes on with ${JSON.stringify(next)}, which could stand in another scope's name`
              : `goes on with ${JSON.stringify(next)}, which a session tag may hold: the keys of "a" and of "a${next}b" begin alike`;
        return [
          {
            code: 'policy.open-partition' as const,
            environment: '',
            summary: `The partition ${partition} of ${entity.name}.${pattern} claims the scope ${scope.name} and ${why}.`,
          },
        ];
      },
    ),
  );

function isInside(partition: string, { prefix }: Scope): boolean {
  if (!partition.startsWith(prefix)) return false;
  const [next] = partition.slice(prefix.length);
  if (next === undefined) return true;
  // A prefix that ends in fixed text is closed by it; then anything may follow, a parameter too.
  const [last] = [...prefix].reverse();
  const closed = last !== '}' && last !== undefined && !SESSION_TAG_CHARACTER.test(last);
  return closed || (next !== '{' && !SESSION_TAG_CHARACTER.test(next));
}
