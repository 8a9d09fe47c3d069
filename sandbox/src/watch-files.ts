import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write in several steps; files are read once they have come to rest. */
const REST_MILLISECONDS = 100;

/** Calls back when one of the files was changed or replaced. Gives the function that ends it. */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  // Many editors save by putting a new file in the old one's place, which only its folder notices.
  const watchers = files.map((file) =>
    watch(dirname(file), (_event, name) => {
      if (name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, REST_MILLISECONDS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
