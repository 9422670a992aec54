/** Values that exist nowhere else, so that wherever one is found, something has leaked. */
export const canaries = {
  nickname: '金丝雀昵称',
  city: '金丝雀城',
  phone: '19912340001',
  /** Somebody whose 用户ID is a phone number. */
  phoneAsId: '19912340002',
  userId: 'u_6a0c0ffee0001_CanaryUser',
  course: '金丝雀课程',
  fileName: '金丝雀名单',
  chatText: '金丝雀悄悄话',
  chatFileName: '金丝雀聊天名单',
  password: 'canary-password-1',
  wrongPassword: 'canary-mistyped-2',
  encryptKey: 'canary-encrypt-key-3',
  verificationToken: 'canary-verification-token-4',
  /** What Feishu quotes in its refusals. */
  feishuMessage: '金丝雀原话',
  /** Where to go after the login, which is the address that was asked for. */
  next: 'canary-next-8',
  address: 'canary-in-the-address-5',
  header: 'canary-in-a-header-6',
  body: 'canary-in-a-body-7',
} as const;

/** A text as logs, addresses and encoders may write it. */
function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  // Of three ways in which the text can lie in a base64 text, the middle that does not depend on what surrounds it.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : 4, -2),
  );
  const escaped = Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index);
    return code < 128 ? text.charAt(index) : `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');
  return [...new Set([text, encodeURIComponent(text), escaped, bytes.toString('hex'), ...base64])];
}

/** Which of the secrets stand in the output, by their names. */
export function leaksIn(output: string, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets)
    .filter(([, text]) => spellings(text).some((spelling) => output.includes(spelling)))
    .map(([name]) => name);
}
