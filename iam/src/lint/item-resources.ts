import { matchTokens } from '../evaluate/glob.js';
import { subjectOf } from '../evaluate/request.js';
import { readText } from '../evaluate/text.js';
import { INDEX_ACTIONS } from '../words/dynamodb-actions.js';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/x';
const BELOW = ['', '/index/x', '/stream/x', '/backup/x', '/export/x'];
const NOTHING = subjectOf({ action: '', resource: '', context: {} });

/**
 * Resources that stand for all which the texts of a `Resource` mean: of each text one table and, where a wildcard reaches so
 * far, one index, stream, backup and export. None where no text means anything of DynamoDB.
 */
export function itemResources(texts: readonly string[]): readonly string[] {
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
export function isAuthorisedOn(action: string, resource: string): boolean {
  const kind = /\/(index|stream|backup|export)\//.exec(resource)?.[1];
  if (kind === 'index') return INDEX_ACTIONS.has(action);
  if (kind === 'stream') return STREAM_ACTIONS.has(action);
  if (STREAM_ACTIONS.has(action)) return !resource.startsWith('arn:');
  return kind === undefined || !/Item$|Query|PartiQL|Scan|SearchVectors/.test(action);
}
