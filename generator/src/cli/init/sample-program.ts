import { pascalCase } from '../../text/names.js';
import type { ImportExtension } from './import-extension.js';

/** A program for the sample schema: a membership, a session of its tenant, a write, a read, and a refusal. */
export const sampleProgram = (
  service: string,
  extension: ImportExtension,
): string => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantSessions } from '@tenantry/runtime';
import { create${pascalCase(service)} } from './client/index${extension === 'none' ? '' : `.${extension}`}';

// Without an account: npx tenantry sandbox -- node dist/main.js
const service = create${pascalCase(service)}({ client: new DynamoDBClient({}), tables: { app: '${service}-dev' } });

const from = (role: string) => ({ roleArn: \`arn:aws:iam::111122223333:role/${service}-\${role}\`, region: 'eu-west-1' });

// Opens a tenant with its first member, before there is anyone to look up.
const signUp = createTenantSessions({ ...from('signup'), tags: { tenant: 'TenantId' }, authorize: () => true });

// A user's own memberships. Take the user id from a verified token.
const directory = createTenantSessions({ ...from('directory'), tags: { user: 'UserId' }, authorize: () => true });

// A session of a tenant, for its active members: asked on every \`get\`, also when the credentials are cached.
const sessions = createTenantSessions({
  ...from('user'),
  tags: { tenant: 'TenantId', user: 'UserId' },
  authorize: async ({ tenantId, userId }) => {
    const user = service.forSession(await directory.get({ userId }));
    const membership = await user.member.tenantsOfUser().eq({ tenantId }).first();
    return membership?.status === 'active';
  },
});

async function main(): Promise<void> {
  const opened = service.forSession(await signUp.get({ tenantId: 'acme' }));
  await opened.member.put({ userId: 'jane', status: 'active' }).send();

  const acme = await sessions.get({ tenantId: 'acme', userId: 'jane' });
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
