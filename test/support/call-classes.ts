import { listOf, type PolicyDocument } from '../../iam/src/document.js';
import type { AssumeRoleCall, RequestPrincipal } from '../../iam/src/evaluate/index.js';
import { type Terms, termsOf } from './document-terms.js';
import { listsOf, type Option } from './key-options.js';
import { classesOf, product } from './request-classes.js';

const REQUEST_TAG = 'aws:requesttag/';

/** Some whom no document knows: of the same account, of another one, and by a token of another provider. */
const STRANGERS: readonly RequestPrincipal[] = [
  { kind: 'AWS', names: ['arn:aws:iam::111122223333:role/stranger'] },
  { kind: 'AWS', names: ['arn:aws:iam::999999999999:role/stranger'] },
  { kind: 'Federated', names: ['arn:aws:iam::111122223333:oidc-provider/stranger.example.com'] },
];

/** A call of each class that two trust policies can tell apart, as `requestClasses` does it for other policies. */
export function* callClasses(documents: readonly PolicyDocument[], roleArn: string): Generator<AssumeRoleCall> {
  const terms = termsOf(documents);
  const named = [...terms.keys.keys()]
    .filter((key) => key.startsWith(REQUEST_TAG))
    .map((key) => key.slice(REQUEST_TAG.length));
  const given = [...terms.keys.keys()].filter((key) => !key.startsWith(REQUEST_TAG) && key !== 'aws:tagkeys');
  const tags = tagClasses(terms, named);
  for (const principal of [...principalsOf(documents), ...STRANGERS]) {
    const keys = given.map((key): readonly [string, readonly Option[]] => [key, contextOptions(terms, key, principal)]);
    // Each kind has its own call.
    const action = principal.kind === 'Federated' ? 'AssumeRoleWithWebIdentity' : 'AssumeRole';
    for (const context of product(keys)) {
      const { 'sts:externalid': externalId, ...rest } = Object.fromEntries(
        context.filter(([, value]) => value !== undefined),
      ) as { [key: string]: string | readonly string[] };
      for (const passed of tags) {
        for (const source of [{}, { sourceIdentity: 'somebody' }]) {
          yield {
            ...{ action, roleArn, principal, tags: passed, context: rest },
            ...(typeof externalId === 'string' && { externalId }),
            ...source,
          };
        }
      }
    }
  }
}

const principalsOf = (documents: readonly PolicyDocument[]): readonly RequestPrincipal[] => [
  ...new Map(
    documents
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Principal }) => (typeof Principal === 'object' ? Object.entries(Principal) : []))
      .flatMap(([kind, names]) => listOf(names).map((name) => [kind, name] as const))
      .filter(([, name]) => name !== '*' && !name.endsWith(':root'))
      .map(([kind, name]) => [name, { kind: kind as RequestPrincipal['kind'], names: [name] }]),
  ).values(),
];

/** The keys of a provider come with its own tokens only (IAM User Guide, "Available keys for AWS OIDC federation"). */
function contextOptions({ keys }: Terms, key: string, { kind, names }: RequestPrincipal): readonly Option[] {
  const provider = key.replace(/:[^:]*$/, '');
  const classes = classesOf(keys.get(key) ?? []);
  if (key === 'sts:externalid') return [undefined, '', ...classes];
  const own =
    kind === 'Federated' && names.some((name) => name === provider || name.endsWith(`oidc-provider/${provider}`));
  if (!own) return [undefined];
  return [undefined, ...(key.endsWith(':amr') ? listsOf(classes) : ['', ...classes])];
}

/** Each tag that the policies name: left out, with a value of each class, or written in another case; and tags besides. */
function tagClasses({ keys }: Terms, named: readonly string[]): readonly AssumeRoleCall['tags'][] {
  const names = classesOf(keys.get('aws:tagkeys') ?? []);
  const written = (tag: string): readonly string[] => [
    ...new Set([...names.filter((name) => name.toLowerCase() === tag), tag.toUpperCase()]),
  ];
  const dimensions = named.map((tag): readonly [string, readonly (readonly [string, string] | undefined)[]] => [
    tag,
    [
      undefined,
      ...written(tag).flatMap((name) =>
        ['', 'a', ...classesOf(keys.get(REQUEST_TAG + tag) ?? [])].map((value) => [name, value] as const),
      ),
    ],
  ]);
  const others = names.filter((name) => !named.includes(name.toLowerCase()));
  const besides = [[], ...listsOf(['a-tag-of-nobody', ...others])];
  return [...product(dimensions)].flatMap((chosen) =>
    besides.map((more) =>
      Object.fromEntries([
        ...chosen.flatMap(([, tag]) => (tag === undefined ? [] : [tag])),
        ...more.map((name) => [name, 'a'] as const),
      ]),
    ),
  );
}
