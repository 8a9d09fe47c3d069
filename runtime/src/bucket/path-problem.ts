const CONTROL = /[\p{Cc}\p{Surrogate}\\]/u;

/**
 * Why a text cannot be a part of an object's path; undefined when it can. S3 itself takes `..` literally, but file
 * systems, proxies and browsers that see the key do not.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'has an empty part: name the object';
  if (path.startsWith('/')) return 'begins with a slash: it lies inside of the prefix already';
  const steps = path.split('/');
  if (steps.includes('..') || steps.includes('.')) return 'holds . or .., which lead elsewhere';
  if (steps.includes('')) return 'has an empty part: two slashes, or one at the end';
  return CONTROL.test(path) ? 'holds a control character or a backslash' : undefined;
}
