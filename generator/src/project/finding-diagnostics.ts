import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Finding } from '../policy/verify/finding.js';
import { findingDiagnostic } from '../policy/verify/finding-diagnostic.js';
import type { Source } from '../source.js';
import { placesIn } from './place-of.js';

/** Findings at the role that they are about, else at the way in that its sessions come. */
export function findingDiagnostics(findings: readonly Finding[], sources: readonly Source[]): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const placeOf = placesIn(sources);
  return findings.map((finding) => ({
    ...findingDiagnostic(finding),
    where: placeOf(finding.role === undefined ? ['identity'] : ['roles', finding.role]),
  }));
}
