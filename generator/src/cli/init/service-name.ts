/** A service name from the name of a folder: kebab-case, beginning with a letter. */
export function serviceName(folder: string): string {
  const words = folder
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const name = words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return name === '' ? 'my-service' : name;
}

export const isServiceName = (name: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);
