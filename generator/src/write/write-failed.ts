const REASONS: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  ENOTDIR: 'a file is in the place of a folder',
  EISDIR: 'a folder is in the place of a file',
  EBUSY: 'another program has it open',
  ENAMETOOLONG: 'the path is too long for this file system',
  EMFILE: 'too many files are open',
};

/** The disk refused. What was there before is still there, unless `written` says how many files were already replaced. */
export class WriteFailed extends Error {
  readonly code = 'output.not-writable';

  constructor(path: string, cause: unknown, written = 0) {
    const { code = '', message = String(cause) } = cause as Partial<NodeJS.ErrnoException>;
    const kept =
      written === 0
        ? 'Nothing was changed.'
        : `${written} ${written === 1 ? 'file was' : 'files were'} already replaced; the next run does the rest.`;
    super(`Cannot write ${path}: ${REASONS[code] ?? message}. ${kept}`, { cause });
    this.name = 'WriteFailed';
  }
}
