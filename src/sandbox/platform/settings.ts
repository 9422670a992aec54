import { z } from 'zod';
import { baseSettings } from './base-settings.ts';
import { chatSettings } from './chat-settings.ts';
import { gatewaySettings } from './gateway-settings.ts';

/**
 * What the documents leave open, and the states the platform can be in. Set through the control API or at the start; a
 * restart brings the start's values back.
 */
export const Settings = z.strictObject({ ...gatewaySettings, ...baseSettings, ...chatSettings });
export type Settings = z.infer<typeof Settings>;

/** Settings by name; those that are left out have their defaults. */
export type SettingsInput = z.input<typeof Settings>;

/** The settings in force now. */
export type CurrentSettings = () => Settings;

export interface SettingsHolder {
  current: CurrentSettings;
  put(settings: Settings): void;
}

export function holdSettings(initial: Settings): SettingsHolder {
  let held = initial;
  return {
    current: () => held,
    put(given) {
      held = given;
    },
  };
}
