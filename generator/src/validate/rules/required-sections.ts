import type { Rule } from '../rule.js';
import { isBroken } from '../rule.js';

export const REQUIRED_SECTIONS = {
  service: 'Name the service: `service: flight-club`.',
  tables: 'Describe the table: `tables: { app: { partitionKey: pk, sortKey: sk } }`.',
  scopes: 'Say who owns partitions: `scopes: { tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId } }`.',
  entities: 'Add the entities that the client reads and writes.',
} as const;

/** The sections that at least one of the files must have. */
export const requiredSections: Rule = (context, report) => {
  for (const [section, hint] of Object.entries(REQUIRED_SECTIONS) as [keyof typeof REQUIRED_SECTIONS, string][]) {
    const given = context.raw[section];
    if (
      isBroken(context, [section]) ||
      (typeof given === 'string' ? given !== '' : given && Object.keys(given).length > 0)
    )
      continue;
    if (given !== undefined && [...context.broken].some((key) => key.startsWith(`["${section}"`))) continue;
    const summary = given === undefined ? `The schema has no \`${section}\`.` : `\`${section}\` is empty.`;
    report({ code: 'schema.missing-property', path: given === undefined ? [] : [section], part: 'key', summary, hint });
  }
};
