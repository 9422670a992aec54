import * as say from '../wording/config-problems.ts';

export interface Remarkable {
  alertChat: string | null;
  allowedUsers: readonly string[];
  allowedChats: readonly string[];
  publicUrl: string | null;
  uploadPassword: string | null;
  botIsOff: boolean;
}

/** What is set but cannot do what was probably meant, in words. The service starts all the same. */
export function remarksOn(settings: Remarkable): string[] {
  const { alertChat, allowedUsers, allowedChats, publicUrl, uploadPassword, botIsOff } = settings;
  const remarks: string[] = [];
  if (alertChat !== null && botIsOff) remarks.push(say.alertsWithoutBot);
  if (alertChat !== null && !isChat(alertChat)) remarks.push(say.notAChat('ALERT_CHAT', alertChat));
  for (const user of allowedUsers) if (!user.startsWith('ou_')) remarks.push(say.notAUser(user));
  for (const chat of allowedChats) if (!isChat(chat)) remarks.push(say.notAChat('ALLOWED_CHATS', chat));
  if (publicUrl?.startsWith('http:') && uploadPassword !== null) remarks.push(say.passwordInTheOpen);
  return remarks;
}

function isChat(id: string): boolean {
  return id.startsWith('oc_');
}
