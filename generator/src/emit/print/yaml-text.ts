import { Document, isScalar, visit } from 'yaml';

/** Text that no YAML reader takes for anything else than text, unless it is a word such as `on`, which the printer knows. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./:-]*$/;

/**
 * A YAML document that readers of version 1.1, such as CloudFormation's, take for the same as readers of 1.2:
 * text that could be read as a date, a number, a boolean or an indicator is quoted.
 */
export function yamlText(value: unknown, comment: readonly string[] = []): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && !PLAIN.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  if (comment.length > 0) document.commentBefore = comment.map((line) => ` ${line}`).join('\n');
  return document.toString({ lineWidth: 0, directives: false });
}
