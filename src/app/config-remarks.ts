import * as say from '../wording/config-problems.ts';

export interface Remarkable {
  alertChat: string | null;
  reportChat: string | null;
  allowedUsers: readonly string[];
  allowedChats: readonly string[];
  publicUrl: string | null;
  uploadPassword: string | null;
  botIsOff: boolean;
}

/** What is set but cannot do what was probably meant, in words. The service starts all the same. */
export function remarksOn(settings: Remarkable): string[] {
  const { allowedUsers, allowedChats, publicUrl, uploadPassword, botIsOff } = settings;
  const remarks: string[] = [];
  for (const [name, chat] of [
    ['ALERT_CHAT', settings.alertChat],
    ['REPORT_CHAT', settings.reportChat],
  ] as const) {
    if (chat !== null && botIsOff) remarks.push(say.chatWithoutBot(name));
    if (chat !== null && !isChat(chat)) remarks.push(say.notAChat(name, chat));
  }
  for (const user of allowedUsers) if (!user.startsWith('ou_')) remarks.push(say.notAUser(user));
  for (const chat of allowedChats) if (!isChat(chat)) remarks.push(say.notAChat('ALLOWED_CHATS', chat));
  if (publicUrl?.startsWith('http:') && uploadPassword !== null) remarks.push(say.passwordInTheOpen);
  return remarks;
}

function isChat(id: string): boolean {
  return id.startsWith('oc_');
}
