import { isCliOutput, readCliOutput } from './aws-cli.js';
import { isCloudFormation, readCloudFormation } from './cloudformation.js';
import { addPolicy } from './policy-text.js';
import { arrayOf, type Found, type PolicyFormat, type Reading, type ReadOptions, recordOf } from './read-policy.js';
import { addResolved } from './template-resource.js';
import { isTerraform, readTerraform } from './terraform.js';
import { isProblem, type Path, readTree, type TreeProblem } from './tree.js';

/**
 * Reads the policies of a file: a policy as JSON or YAML, a CloudFormation or SAM template, `terraform show -json`, or the
 * output of `aws iam get-*`. What is not understood is a problem, never nothing.
 */
export function readPolicies(file: string, text: string, options: ReadOptions = {}): Reading {
  const tree = text.trim() === '' ? EMPTY : readTree(text);
  if (isProblem(tree)) {
    const { message, position } = tree;
    const summary = `The file cannot be read: ${message}`;
    const remedy = 'Correct the file; lint reads JSON and YAML.';
    return { format: 'other', policies: [], problems: [{ file, position, code: 'unreadable', summary, remedy }] };
  }
  const found: Found = { file, policies: [], problems: [], locate: tree.locate };
  const format = readAs(found, tree.value, options);
  if (found.policies.length === 0 && found.problems.length === 0) {
    found.problems.push({
      file,
      position: tree.locate([]),
      code: 'no-policy',
      summary: format === 'other' ? 'The file contains no policy that lint can read.' : 'The file contains no policy.',
      remedy: FORMATS,
    });
  }
  return { format, policies: found.policies, problems: found.problems };
}

const EMPTY: TreeProblem = { message: 'it is empty.', position: { line: 1, column: 1, length: 0 } };

const FORMATS =
  'Give a policy, a CloudFormation or SAM template, a cdk.out folder, `terraform show -json` or `aws iam get-*` output.';

function readAs(found: Found, value: unknown, options: ReadOptions): PolicyFormat {
  if (recordOf(value)?.Statement !== undefined) {
    const template = { parameters: new Map(Object.entries(options.parameters ?? {})), resources: {}, mappings: {} };
    const path: Path = [];
    addResolved({ name: 'policy', type: '', properties: recordOf(value) ?? {}, path, template, found }, path, {
      ...{ kind: kindOf(value), title: 'policy', owner: 'policy' },
    });
    return 'policy';
  }
  if (isCloudFormation(value)) {
    readCloudFormation(found, value, options);
    return 'cloudformation';
  }
  if (isTerraform(value)) {
    readTerraform(found, value);
    return 'terraform';
  }
  if (!isCliOutput(value)) {
    readAnyShape(found, value, []);
    return 'other';
  }
  readCliOutput(found, value);
  return 'aws-cli';
}

/** Reads policies and lists of statements wherever they stand in a file of another form. */
function readAnyShape(found: Found, value: unknown, path: Path): void {
  if (typeof value !== 'object' || value === null) return;
  const hasEffects = (list: unknown): boolean => arrayOf(list).some((each) => recordOf(each)?.Effect !== undefined);
  const isList = Array.isArray(value) && hasEffects(value);
  if (isList || hasEffects(recordOf(value)?.Statement)) {
    const document = isList ? { Version: '2012-10-17', Statement: value } : value;
    addPolicy(found, document, {
      ...{ name: path.join('.') || 'policy', kind: kindOf(document), owner: path.join('.'), path },
      ...(isList && { sourceOf: (inside: Path) => [...path, ...inside.slice(1)] }),
    });
    return;
  }
  for (const [key, each] of Object.entries(value))
    readAnyShape(found, each, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** A policy with principals is a trust policy where its actions are those of STS. */
function kindOf(value: unknown): 'identity' | 'trust' | 'resource' {
  const statements = arrayOf(recordOf(value)?.Statement).map(recordOf);
  if (!statements.some((each) => each?.Principal !== undefined || each?.NotPrincipal !== undefined)) return 'identity';
  const actions = statements.flatMap((each) => arrayOf(each?.Action));
  return actions.every((each) => String(each).startsWith('sts:')) ? 'trust' : 'resource';
}
