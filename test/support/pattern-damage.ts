/** Every damaged form of the values of a condition key. */
export function patternDamages(
  key: string,
  patterns: readonly string[],
): readonly { what: string; patterns: readonly string[] }[] {
  // IAM takes nothing but ARNs for this key.
  const [anything, another] =
    key === 'aws:PrincipalArn'
      ? ['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/another-role']
      : ['*', 'another-attribute'];
  const damaged = [
    { what: 'anything', patterns: [anything] },
    { what: 'anything too', patterns: [...patterns, anything] },
    { what: 'something else', patterns: [another] },
    { what: 'something else too', patterns: [...patterns, another] },
    ...(key === 'dynamodb:LeadingKeys'
      ? [
          { what: 'a public key too', patterns: [...patterns, 'PUBLIC'] },
          { what: 'every tenant too', patterns: [...patterns, 'TENANT#*'] },
        ]
      : []),
    ...patterns.flatMap((pattern, i) => {
      const as = (how: string, text: string): { what: string; patterns: readonly string[] } => ({
        what: `${pattern} ${how}`,
        patterns: patterns.toSpliced(i, 1, text),
      });
      return [
        as('with the variable as *', pattern.replaceAll(/\$\{aws:[^}]*\}/g, '*')),
        as('with * after the variable', pattern.replace(/(\$\{aws:[^}]*\})/, '$1*')),
        as('with ? before the variable', pattern.replace(/(\$\{aws:[^}]*\})/, '?$1')),
        as('with a default', pattern.replace(/\$\{(aws:[^}]*)\}/, "${$1, 'acme'}")),
        as('with another variable', pattern.replace(/\$\{aws:[^}]*\}/, '${aws:username}')),
        as('with another tag', pattern.replace(/\$\{aws:[^}]*\}/, '${aws:PrincipalTag/Other}')),
        as('as one tenant', pattern.replace(/\$\{aws:[^}]*\}/, 'rival')),
        as('closed by a dash', pattern.replace(/\}[#/]/, '}-')),
        as('in lower case', pattern.toLowerCase().replace(/\$\{[^}]*\}/, /\$\{[^}]*\}/.exec(pattern)?.[0] ?? '')),
        ...(pattern.endsWith('*') ? [] : [as('with * at its end', `${pattern}*`)]),
        as('with * for ?', pattern.replace(/\?+/, '*')),
        as('with a ? less', pattern.replace('?', '')),
        ...(patterns.length > 1 ? [{ what: `${pattern} removed`, patterns: patterns.toSpliced(i, 1) }] : []),
      ];
    }),
  ];
  // A damage that does not apply gives what was there.
  const original = JSON.stringify(patterns);
  return damaged.filter((each) => JSON.stringify(each.patterns) !== original);
}
