/** What template languages write, and no IAM variable: those have a colon, or are one of the three escapes. */
export const TEMPLATE_HOLE: RegExp =
  /\{\{[^}]*\}\}|\$\{[A-Za-z_][\w.]*\}|<%[^>]*%>|%\(?\w*\)?[sdv]\b|(?<!\$)\{\w+\}|<[A-Za-z][\w-]*>|__[A-Z_]+__/;
