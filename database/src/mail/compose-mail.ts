import type { Language } from '@smart-accounting/api-contract';
import type { Mail } from './mail-transport.ts';
import { type MailKind, mailText, type MailValues } from './mail-texts.ts';

export interface MailParts {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly language: Language;
  readonly values: MailValues;
  readonly link: string | null;
}

/** A mail as text and as plain HTML: readable everywhere, and nothing is fetched when it is opened. */
export function composeMail({ id, kind, to, language, values, link }: MailParts): Mail {
  const { subject, paragraphs, button, afterwards } = mailText(kind, language, values);
  const text = [...paragraphs, ...(link ? [`${button}:\n${link}`] : []), afterwards, signature];
  const html = [
    ...paragraphs.map(paragraph),
    ...(link ? [linkInHtml(link, button)] : []),
    paragraph(afterwards),
    `<p style="color:#5d6670">${signature}</p>`,
  ];
  return {
    id,
    to,
    link,
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: page(language, subject, html.join('\n')),
  };
}

const signature = 'Smart Accounting';

function page(language: Language, subject: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f6f8f9;color:#1c252d;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dde3e7;border-radius:10px">
${body}
</div>
</body>
</html>
`;
}

function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}

/** Also written out: a reader that shows no HTML links, or a careful person, copies it. */
function linkInHtml(link: string, button: string): string {
  const style =
    'display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5a6b;color:#ffffff;text-decoration:none';
  const address = escape(link);
  return `<p><a href="${address}" style="${style}">${escape(button)}</a></p>
<p style="color:#5d6670;font-size:13px;word-break:break-all">${address}</p>`;
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
