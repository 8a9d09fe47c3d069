import { cdk } from './cdk/construct-file.js';
import { cloudformation } from './cloudformation/template-file.js';
import { dynamodb } from './dynamodb/dynamodb-files.js';
import { pulumi } from './pulumi/component-file.js';
import type { Target } from './target.js';
import type { TargetName } from './target-names.js';
import { terraform } from './terraform/module-file.js';

export const TARGETS: { readonly [name in TargetName]: Target } = { cdk, cloudformation, dynamodb, pulumi, terraform };
