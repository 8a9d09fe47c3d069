import type { Model } from '../../model/model.js';
import { CYAN, type Layout, paint, paragraph, verdictLine } from '../../text/layout.js';
import type { Verification } from '../verify/verify.js';
import { unaccepted } from './acceptance.js';
import { countAccess } from './count-access.js';
import { crossTenantSummaries } from './cross-tenant-summaries.js';
import { type AccessDifference, accessDifferences, inWords } from './differences.js';

/** More than this many are counted on a terminal, where nobody reads them. */
const SHOWN = 10;

export interface VerifyTextOptions extends Layout {
  readonly milliseconds: number;
  /** Shows all, however many there are. */
  readonly all: boolean;
}

export interface VerifyText {
  /** The line that says whether the policies can be trusted. */
  readonly verdict: string;
  /** Differences between grants and access, cross-tenant grants, and the next command. */
  readonly report: string;
}

/** The verification for people. Findings belong between verdict and report. */
export function verifyText(model: Model, verification: Verification, options: VerifyTextOptions): VerifyText {
  const { access, crossTenantGrants, findings } = verification;
  const differences = accessDifferences(access);
  const declared = crossTenantSummaries(crossTenantGrants).map((line) => paragraph(options, line, '  ', 4));
  const facts = [
    counted(model.roles.length, 'role'),
    counted(countAccess(access).rows, 'combination'),
    counted(findings.length, 'finding'),
  ];
  const lines = [
    ...section(
      widerHeading(verification),
      differences.map((each, i) => differenceLines(each, differences[i - 1]?.role, options)),
      options,
    ),
    ...section(declared.length === 0 ? undefined : 'Cross-tenant grants, all declared', declared, options),
    '',
    ...paragraph(options, `Next: ${nextStep(model, verification)}`),
  ];
  return {
    verdict: `${verdictLine(options, { ...verdictOf(verification), facts: facts.join(', ') }, options.milliseconds)}\n`,
    report: `${lines.join('\n')}\n`,
  };
}

/** The word "sound" stands only where everything is proved and nothing may do more than the schema says. */
function verdictOf({ sound, complete, asGranted, access }: Verification): { mark: '✓' | '✗'; text: string } {
  if (sound && complete && asGranted) return { mark: '✓', text: 'SOUND, COMPLETE' };
  const faults = [
    ...(sound ? [] : ['NOT SOUND']),
    ...(complete ? [] : ['NOT COMPLETE']),
    ...(unaccepted(access).length > 0 ? ['WIDER THAN GRANTED'] : asGranted ? [] : ['ACCEPTS WHAT IS NOT SO']),
  ];
  return { mark: '✗', text: faults.join(', ') };
}

function widerHeading({ access }: Verification): string | undefined {
  const { effective, wider, accepted, refused } = countAccess(access);
  if (wider + refused === 0) return undefined;
  const open = wider - accepted;
  const judged = open === 0 ? 'all accepted' : accepted === 0 ? 'none accepted' : `${open} not accepted`;
  const more = `${wider} of ${effective} allowed actions ${wider === 1 ? 'is' : 'are'} wider than granted, ${judged}`;
  return refused === 0 ? more : `${more}; ${refused} granted and refused`;
}

function differenceLines(
  { role, on, actions, wider, reason, suggestions, attribute, accepted }: AccessDifference,
  before: string | undefined,
  layout: Layout,
): readonly string[] {
  const of = attribute === undefined ? '' : `${attribute} of `;
  const what = `${of}${inWords(on)}: ${actions.join(', ')}${wider ? '' : ' (granted and refused)'}`;
  const because = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
  const remedies = accepted === undefined ? suggestions.map((each) => `fix: ${each}`) : [`accepted: ${accepted}`];
  if (layout.width === undefined) return [`  ${role}: ${[`${what}.`, because, ...remedies].join(' ')}`];
  return [
    ...(role === before ? [] : [`  ${paint(layout, CYAN, role)}`]),
    ...paragraph(layout, what, '    ', 6),
    ...[because, ...remedies].flatMap((text) => paragraph(layout, text, '      ')),
  ];
}

/** A heading and its entries, of which a terminal shows the first. */
function section(
  heading: string | undefined,
  entries: readonly (readonly string[])[],
  { all, width }: VerifyTextOptions,
): readonly string[] {
  if (heading === undefined) return [];
  const shown = all || width === undefined ? entries : entries.slice(0, SHOWN);
  const more = entries.length - shown.length;
  return ['', heading, '', ...shown.flat(), ...(more > 0 ? [`  … ${more} more: --all`] : [])];
}

function nextStep({ output }: Model, { sound, complete, asGranted }: Verification): string {
  if (!sound || !complete) return 'change what the findings name, then run `tenantry verify` again.';
  if (!asGranted) return 'accept it with a reason, or keep the entities apart; then run `tenantry verify` again.';
  return output.policies === undefined
    ? 'nothing is left to do.'
    : `review ${output.policies}/access.md, then commit it.`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
