import type { Entity } from '../../generator/src/model/entity.js';
import type { Model } from '../../generator/src/model/model.js';
import { entity, field, flightClubModel } from './flight-club-model.js';

/** A model with `text` at every place where a schema may hold any text, and in a name besides. */
export function modelWith(text: string): Model {
  const deep = field('deep', {
    kind: 'map',
    fields: [field('inner'), field('other', { kind: 'json' }, { optional: true })],
  });
  const everything: Entity = entity('Everything', {
    description: text,
    key: { scope: 'tenant', partition: 'TENANT#{tenantId}', sort: `ALL#${text.replaceAll(/[{}]/g, '')}#{x}` },
    attributes: [
      field('tenantId'),
      field('x', { kind: 'string', pattern: text }, { description: text, deprecated: text, storedName: text }),
      field('choice', { kind: 'enum', values: [text, 'b'] }, { default: text }),
      field('variant', { kind: 'union', discriminator: text, variants: [{ tag: text, type: 'Address' }] }),
      deep,
    ],
    writeGuard: { entity: 'Role', attribute: 'actions', contains: text },
  });
  const [first, ...roles] = flightClubModel.roles as [Model['roles'][0], ...Model['roles']];
  const [app] = flightClubModel.tables as [Model['tables'][0]];
  return {
    ...flightClubModel,
    tables: [{ ...app, description: text, ttl: text }],
    types: [{ name: 'Address', description: text, fields: [field('street')] }],
    entities: [...flightClubModel.entities, everything, { ...everything, name: text }],
    collections: flightClubModel.collections.map((collection) => ({ ...collection, description: text })),
    roles: [{ ...first, description: text }, ...roles],
  };
}

/** Text that ends what it stands in, where it is not escaped. */
export const ADVERSARIAL: readonly string[] = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp; &#60;',
  '--> <b>bold</b> <!--',
  '{{this}} {{{this}}}',
  'a | b \\| c `d` ``e`` \\',
  '# head\n\n- item\n1. one\n\n<b>x</b>\n```\n---',
  '[link](javascript:alert(1)) ![image](x) **bold** _it_ ~s~ $x$',
  '\u202eright to left\u2028 \u0000 \ud800',
  '__proto__',
];
