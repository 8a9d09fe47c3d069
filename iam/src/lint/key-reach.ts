import type { PolicyDocument } from '../document.js';
import { compileDocument } from '../evaluate/compile.js';
import { matchTokens } from '../evaluate/glob.js';
import { subjectOf } from '../evaluate/request.js';
import { testActions } from '../evaluate/statement.js';
import { readText } from '../evaluate/text.js';
import { foldName } from '../fold.js';
import { ANY, ANYTHING, literal, many } from '../prove/chain.js';
import { decide } from '../prove/decide.js';
import type { Goal } from '../prove/goal.js';
import type { Answer, Question } from '../prove/question.js';
import { DYNAMODB_ACTION_CLASSES, INDEX_ACTIONS } from '../words/dynamodb-actions.js';
import { withCallerAsTags } from './caller.js';
import { type TiedKeys, tiedKeys } from './tied-keys.js';

/** An answer of the proof, and what was asked. */
export interface Reached {
  readonly answer: Answer;
  readonly action: string;
  readonly resource: string;
}

/** The keys that one Allow statement reaches beyond the caller's own items; none where that is proved. */
export interface StatementReach {
  /** By an action that has no leading keys. */
  readonly keyless?: Reached;
  /** By a request that carries no leading keys although its action has some. */
  readonly absent?: Reached;
  /** Keys that no tag of the session makes its own. */
  readonly untied?: Reached;
  /** Keys, by a session whose tag is empty or missing. */
  readonly nobody?: Reached;
}

export interface KeyReach {
  readonly tied: TiedKeys;
  /** By the number of the document and of the statement. */
  of(document: number, statement: number): StatementReach;
}

const ABSENT: Goal = { id: 'absent', texts: 'absent' };
const PRINCIPAL: Question['principal'] = { kind: 'AWS', names: ['arn:aws:iam::111122223333:role/caller'] };
const LEADING_KEYS: NonNullable<Question['texts']> = { key: 'dynamodb:leadingkeys', many: true };

/** Proves, for the policies that count together, which of their statements reach items that are not the caller's own. */
export function keyReach(documents: readonly PolicyDocument[]): KeyReach {
  const identity = documents.map((document) => withCallerAsTags(document));
  const tied = tiedKeys(identity);
  const goals = goalsOf(tied);
  const found = new Map<string, { -readonly [kind in keyof StatementReach]: Reached }>();
  for (const { action, resource } of questionsOf(identity, tied)) {
    const question: Question = {
      ...{ documents: { identity }, action, resource, principal: PRINCIPAL, texts: LEADING_KEYS, fixed: {} },
    };
    const isKeyed = DYNAMODB_ACTION_CLASSES.get(action) === 'keyed';
    for (const [kind, goal] of isKeyed ? goals : ([['keyless', ABSENT]] as const)) {
      for (const answer of decide(question, goal)) {
        const id = `${answer.statement.policy} ${answer.statement.statement}`;
        const reach = found.get(id) ?? {};
        // A request that is shown says more than a doubt.
        const known = reach[kind];
        if (known === undefined || (known.answer.kind === 'unproved' && answer.kind === 'refuted')) {
          found.set(id, { ...reach, [kind]: { answer, action, resource } });
        }
      }
    }
  }
  return { tied, of: (document, statement) => found.get(`${document} ${statement}`) ?? {} };
}

function goalsOf({ families, own }: TiedKeys): readonly (readonly [keyof StatementReach, Goal])[] {
  const nobody = families.map(({ tag, prefix }): readonly [keyof StatementReach, Goal] => [
    'nobody',
    {
      id: `nobody ${tag} ${prefix}`,
      texts: { chains: [], nobodys: [[...literal(prefix), many(ANY)]], session: tag },
    },
  ]);
  return [['absent', ABSENT], ['untied', { id: 'untied', texts: { chains: [ANYTHING], without: own } }], ...nobody];
}

/** One request of each class that the statements tell apart. */
function questionsOf(
  documents: readonly PolicyDocument[],
  { families }: TiedKeys,
): readonly { readonly action: string; readonly resource: string }[] {
  const statements = documents.flatMap(compileDocument);
  const resources = new Set(documents.flatMap((document) => itemResources(resourceTexts(document))));
  const seen = new Set<string>();
  const found: { action: string; resource: string }[] = [];
  for (const [action, kind] of DYNAMODB_ACTION_CLASSES) {
    // Only roles of tenants must not manage tables.
    if (kind === 'describing' || (kind === 'control' && families.length === 0)) continue;
    const speaking = statements.map((statement) => testActions(statement, foldName(action)));
    if (!speaking.some((outcome, i) => outcome !== 'no' && statements[i]?.effect === 'Allow')) continue;
    for (const resource of resources) {
      if (!isAuthorisedOn(action, resource)) continue;
      const id = `${kind === 'keyed'} ${resource} ${speaking.join(' ')}`;
      if (seen.has(id)) continue;
      seen.add(id);
      found.push({ action, resource });
    }
  }
  return found;
}

/** The texts of every `Resource`; of a `NotResource` anything may be meant. */
function resourceTexts(document: PolicyDocument): readonly string[] {
  const statements: readonly unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.flatMap((statement) => {
    const { Resource, NotResource, Effect } = (statement ?? {}) as { [element: string]: unknown };
    if (Effect !== 'Allow') return [];
    const texts = Array.isArray(Resource) ? Resource : [Resource ?? (NotResource === undefined ? undefined : '*')];
    return texts.filter((text): text is string => typeof text === 'string');
  });
}

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/x';
const BELOW = ['', '/index/x', '/stream/x', '/backup/x', '/export/x'];
const NOTHING = subjectOf({ action: '', resource: '', context: {} });

/**
 * Resources that stand for all which the texts of a `Resource` mean: of each text one table and, where a wildcard reaches so
 * far, one index, stream, backup and export. None where no text means anything of DynamoDB.
 */
function itemResources(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => {
    const tokens = readText(text, { variables: true, wildcards: true });
    if (tokens === undefined) return [TABLE];
    const plain = tokens.map((token) => (token.kind === 'text' ? token.text : 'x'));
    const last = tokens.findLastIndex(({ kind }) => kind === 'many');
    const longer = last < 0 ? [] : BELOW.map((below) => plain.with(last, `x${below}`).join(''));
    const wide = tokens.map((token) => (token.kind === 'variable' ? ({ kind: 'many' } as const) : token));
    const candidates = [plain.join(''), ...longer, ...BELOW.map((below) => `${TABLE}${below}`)];
    return candidates.filter((arn) => isOfDynamodb(arn) && matchTokens(wide, arn, NOTHING));
  });
  return [...new Set(found)];
}

/** A text that is no ARN of another service may be a table, whatever fills it in. */
const isOfDynamodb = (arn: string): boolean => !/^arn:[^:]*:(?!dynamodb:)[^:⟦]+:/.test(arn);

const STREAM_ACTIONS: ReadonlySet<string> = new Set(['dynamodb:GetRecords', 'dynamodb:GetShardIterator']);

/** Returns whether an action is authorised on a resource of this kind. */
function isAuthorisedOn(action: string, resource: string): boolean {
  const kind = /\/(index|stream|backup|export)\//.exec(resource)?.[1];
  if (kind === 'index') return INDEX_ACTIONS.has(action);
  if (kind === 'stream') return STREAM_ACTIONS.has(action);
  if (STREAM_ACTIONS.has(action)) return !resource.startsWith('arn:');
  return kind === undefined || !/Item$|Query|PartiQL|Scan|SearchVectors/.test(action);
}
