import { ValidationFailed } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  appTable,
  type CommentInput,
  createForum,
  type Forum,
  type Node,
} from '../../cases/hidden-and-recursive/expected/client/index.js';
import { useTable } from '../../support/table.js';

const table = useTable(appTable, 'test/cases/hidden-and-recursive/schema.tenantry.yaml');
const at = '2026-06-01T09:00:00.000Z';
let forum: Forum;

beforeAll(() => {
  forum = createForum({ client: table.client, tables: { app: table.name } });
});

const comment = (text: string, ...replies: CommentInput[]): CommentInput => ({ text, at, replies });

/** A thread of so many comments, each the answer to the one before: two levels each, and the values of the last. */
const chain = (length: number): CommentInput => (length === 1 ? comment('end') : comment('more', chain(length - 1)));

/** Lists inside of each other. */
const nested = (levels: number): readonly unknown[] => (levels === 1 ? [] : [nested(levels - 1)]);

describe('types that hold themselves', () => {
  it('are written, read, selected, compared and changed at any depth', async () => {
    const key = { tenantId: 'acme', postId: 'p1' };
    const thread = comment('a', comment('b', comment('c')), comment('d'));
    const leaf = (value: number): Node => ({ node: { kind: 'leaf', value } });
    const tree: Node = { node: { kind: 'branch', left: leaf(1), right: leaf(2) } };
    const box = { label: 'outer', content: { parts: { x: { box: { label: 'inner' } } } } };
    const { post } = forum;
    const made = await post.create({ ...key, thread, tree, box }).send();
    expect(made).toEqual({ ...key, thread, tree, box });
    expect(await post.get(key).send()).toEqual(made);
    const one = await post.get(key).select('thread.replies[0].replies[0].text', 'tree.node.left.node.value').send();
    expect(one).toEqual({
      thread: { replies: [{ replies: [{ text: 'c' }] }] },
      tree: { node: { left: { node: { value: 1 } } } },
    });
    await post
      .update(key)
      .set((p) => p.thread.replies.at(1).text, 'D')
      .append((p) => p.thread.replies.at(1).replies, [comment('e')])
      .where((p) => p.box.content.parts.at('x').box.label.eq('inner'))
      .send();
    const changed = await post.get(key).select('thread.replies[1]').send();
    expect(changed?.thread?.replies?.[0]).toEqual(comment('D', comment('e')));
  });

  it('tell where a value is wrong', () => {
    const thread = comment('a', comment('b', { text: 'c', at: 'soon', replies: [] }));
    expect(() => forum.post.create({ tenantId: 'acme', thread })).toThrow(/thread\.replies\[0\]\.replies\[0\]\.at/);
  });

  it('nest as deep as DynamoDB stores, and no deeper', async () => {
    const { post } = forum;
    const key = { tenantId: 'acme', postId: 'deep' };
    const thread = chain(16);
    // The replies of the 16th comment are the 32nd list or map.
    expect(() => post.create({ ...key, thread })).toThrow(/thread.*nests more than 31/);
    const fitting = chain(15);
    await post.create({ ...key, thread: fitting }).send();
    expect((await post.get(key).send())?.thread).toEqual(fitting);
    expect(() => post.update(key).set((p) => p.thread.replies.at(0), thread)).toThrow(/nests more than 31/);
    expect(() => post.create({ ...key, thread: chain(100_000 / 20) })).toThrow(ValidationFailed);
  });

  it('hold no value that holds itself', () => {
    const replies: CommentInput[] = [];
    const thread = comment('a', ...replies);
    const round = { ...thread, replies };
    replies.push(round, round);
    expect(() => forum.post.create({ tenantId: 'acme', thread: round })).toThrow(/holds itself/);
  });
});

describe('JSON', () => {
  it('nests as deep as DynamoDB stores, and no deeper', async () => {
    const { post } = forum;
    const key = { tenantId: 'acme', postId: 'json' };
    const thread = comment('a');
    await post.create({ ...key, thread, extra: nested(31) as never }).send();
    expect((await post.get(key).send())?.extra).toEqual(nested(31));
    expect(() => post.create({ ...key, thread, extra: nested(32) as never })).toThrow(/extra.*nests more than 31/);
    expect(() => post.update(key).set((p) => p.extra.at(0), nested(31) as never)).toThrow(/nests more than 31/);
    await post
      .update(key)
      .set((p) => p.extra.at(0), nested(30) as never)
      .send();
  });

  it('holds no value that holds itself', () => {
    const extra: { [name: string]: unknown } = {};
    extra.again = [extra, extra];
    const post = { tenantId: 'acme', thread: comment('a'), extra: extra as never };
    expect(() => forum.post.create(post)).toThrow(/extra\.again\[0\] holds itself/);
    // The next one is not held against it.
    expect(forum.post.create({ ...post, extra: { again: [{}, {}] } }).kind).toBe('put');
  });
});
