import fc from 'fast-check';

const literal = fc.constantFrom('A#', 'AB#', 'B#', '#', '#A#', '#B', '|', '|A');

/** Key templates of few characters, so that many of them have keys in common. */
export const templateTexts: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', 'A#', 'AB#', 'B|'), fc.array(literal, { maxLength: 2 }), fc.boolean())
  .map(([start, between, open]) => {
    const holes = between.map((each, i) => `{p${i}}${each}`).join('');
    return `${start}${holes}${open ? '{last}' : ''}` || '{last}';
  });
