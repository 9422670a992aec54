import { mayAct } from '../../feishu/admin/document-permissions.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { Check } from './check.ts';
import { bad, good } from './finding.ts';

/** Whether the Base of the settings is there. */
export const checkBase: Check = {
  name: 'base',
  async run({ base }) {
    const { name } = await base();
    return [good(say.baseFound(name))];
  },
};

/** Whether the app may edit the document. */
export const checkPermissions: Check = {
  name: 'permissions',
  async run({ base }) {
    return (await mayAct(await base(), 'edit'))
      ? [good(say.mayEdit)]
      : [bad('no_write_permission', say.mayNotEdit)];
  },
};

/** With 高级权限 an app that does not manage the document sees only a part of it, and is not told so. */
export const checkAdvanced: Check = {
  name: 'advanced',
  async run({ base }) {
    const found = await base();
    if (!found.isAdvanced) return [good(say.advancedOff)];
    return (await mayAct(found, 'manage_public'))
      ? [good(say.advancedManaged)]
      : [bad('records_hidden', say.advancedUnmanaged)];
  },
};
