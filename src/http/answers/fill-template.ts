import { escapeHtml } from './escape-html.ts';

/** Puts texts where the page names them as `{{name}}`; a name without a text is left empty. */
export function fillTemplate(template: string, texts: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(texts[name] ?? ''));
}
