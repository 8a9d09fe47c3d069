/**
 * The names of the targets: `infrastructure` of the configuration lists them, and the output has a folder of each name. Apart
 * from `targets.ts`, so that reading a configuration loads no target.
 */
export const TARGET_NAMES = ['cdk', 'cloudformation', 'dynamodb', 'pulumi', 'terraform'] as const;

export type TargetName = (typeof TARGET_NAMES)[number];
