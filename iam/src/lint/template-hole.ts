/**
 * Matches placeholders of template languages that are no IAM variables: those have a colon, or are one of the three escapes.
 */
export const TEMPLATE_HOLE: RegExp =
  /\{\{[^}]*\}\}|\$\{[A-Za-z_][\w.]*\}|<%[^>]*%>|%\(?\w*\)?[sdv]\b|(?<!\$)\{\w+\}|<[A-Za-z][\w-]*>|__[A-Z_]+__/;

/** A text that is known only at deployment, as the readers write it. */
export const HOLE_OF_READER: RegExp = /⟦[^⟧]*⟧/;
