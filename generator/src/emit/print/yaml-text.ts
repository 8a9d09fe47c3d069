import { Document, isCollection, isMap, isScalar, visit } from 'yaml';

/** Text that no YAML reader takes for anything else than text, unless it is a word such as `on`, which the printer knows. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./:-]*$/;

/**
 * A YAML document that readers of version 1.1, such as CloudFormation's, take for the same as readers of 1.2:
 * text that could be read as a date, a number, a boolean or an indicator is quoted.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  const quote = (node: unknown, plain: RegExp): void => {
    if (isScalar(node) && typeof node.value === 'string' && !plain.test(node.value)) node.type = 'QUOTE_DOUBLE';
  };
  visit(document, {
    Scalar: (_, node) => quote(node, PLAIN),
    Collection(_, node, path) {
      // A list, or a map of one entry, stands in one line where it fits.
      if (!isCollection(node) || !isShort(node.toJSON(), isMap(node), 2 * path.length)) return undefined;
      node.flow = true;
      // Some readers of version 1.1 end a plain text at a colon there.
      visit(node, { Scalar: (_key, inner) => quote(inner, /^[A-Za-z][A-Za-z0-9_./-]*$/) });
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0, directives: false, flowCollectionPadding: false });
}

const WIDTH = 100;

function isShort(value: unknown, isMap: boolean, indent: number): boolean {
  if (isMap && Object.keys(value as object).length !== 1) return false;
  return indent + JSON.stringify(value).length <= WIDTH;
}
