import { pascalCase } from '../../text/names.js';
import type { ImportExtension } from './import-extension.js';

/** A program for the sample schema: a session of one tenant, a write, a read, and a refusal. */
export const sampleProgram = (
  service: string,
  extension: ImportExtension,
): string => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantSessions } from '@tenantry/runtime';
import { create${pascalCase(service)} } from './client/index${extension === 'none' ? '' : `.${extension}`}';

// Without an account: npx tenantry sandbox -- node dist/main.js
const service = create${pascalCase(service)}({ client: new DynamoDBClient({}), tables: { app: '${service}-dev' } });

const sessions = createTenantSessions({
  roleArn: 'arn:aws:iam::111122223333:role/${service}-user',
  region: 'eu-west-1',
  tags: { tenant: 'TenantId' },
  authorize: async ({ tenantId }) => tenantId === 'acme', // Look it up: may the caller act for this tenant?
});

async function main(): Promise<void> {
  const acme = await sessions.get({ tenantId: 'acme' });
  const mine = service.forSession(acme);
  await mine.task.create({ title: 'Try it', dueAt: '2030-01-01T00:00:00.000Z' }).send();
  for (const task of await mine.task.query().all()) console.log(task.title, task.status);

  // The same session on another tenant's item: refused before it is sent, and IAM would refuse it too.
  const other = { tenantId: 'other', taskId: '1' };
  await service.task.get(other).withClient(acme).send().catch((error: Error) => console.log(error.name));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;
