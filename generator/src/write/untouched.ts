import { MANIFEST_NAME, parseManifest } from './manifest.js';
import { readFolder } from './read-folder.js';

/**
 * The files of an output folder, the manifest among them, where all is as a run left it: the manifest has that hash, every file that
 * it lists is there with the listed content, and nothing is left over from a run that was killed. Else undefined.
 */
export function untouchedFiles(root: string, base: string, manifestHash: string): readonly string[] | undefined {
  const { manifest, found, leftovers } = readFolder(root, [], base);
  if (manifest.kind !== 'file' || manifest.hash !== manifestHash || leftovers.length > 0) return undefined;
  const { hashes } = parseManifest(manifest.text);
  for (const [path, own] of hashes) {
    const file = found.get(path);
    // Amid a merge conflict a manifest lists two contents of one file.
    if (file?.kind !== 'file' || [...own].join() !== file.hash) return undefined;
  }
  return [...hashes.keys(), MANIFEST_NAME];
}
