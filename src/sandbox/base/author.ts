import { personOf } from '../state/people.ts';

/** A person or app as cells and automatic fields show it. */
export interface Author {
  avatar_url: string;
  email: string;
  en_name: string;
  id: string;
  name: string;
}

/** The app itself. */
const appUser: Author = {
  avatar_url: '',
  email: '',
  en_name: 'Sandbox',
  id: 'ou_5a6e64626f780000000000000000sand',
  name: '演示应用',
};

/** @param openId of a person; null: the app */
export function authorOf(openId: string | null): Author {
  if (openId === null || openId === appUser.id) return appUser;
  return { avatar_url: '', email: '', en_name: openId, id: openId, name: personOf(openId)?.name ?? openId };
}
