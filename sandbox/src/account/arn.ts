/** The parts of `arn:partition:service:region:account:resource`; undefined where the text is no ARN. */
export function parseArn(text: string):
  | {
      readonly partition: string;
      readonly service: string;
      readonly region: string;
      readonly account: string;
      readonly resource: string;
    }
  | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:([a-z0-9-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(.+)$/s.exec(text) ?? [];
  if (partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || resource === undefined) return undefined;
  return { partition, service, region, account, resource };
}

/** The last part of a role's path: `arn:aws:iam::…:role/team/api` → `api`. */
export const roleNameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** `arn:aws:sts::…:assumed-role/<role>/<session>` */
export function sessionArn(roleArn: string, sessionName: string): string {
  const { partition = 'aws', account = '' } = parseArn(roleArn) ?? {};
  return `arn:${partition}:sts::${account}:assumed-role/${roleNameOf(roleArn)}/${sessionName}`;
}
