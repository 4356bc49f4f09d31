/**
 * What a browser is, told coarsely: enough for its owner to know it in a list, and no more is kept of it. The address it came from is not kept.
 * Source: RFC 9110, 10.1.5; the order matters, since browsers name one another (MDN, "Browser detection using the user agent").
 */
export const browsers = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari', 'other'] as const;
export const systems = ['ios', 'android', 'windows', 'macos', 'linux', 'other'] as const;
export type Device = Readonly<{ browser: (typeof browsers)[number]; system: (typeof systems)[number] }>;

const browserMarks: readonly (readonly [RegExp, Device['browser']])[] = [
  [/\bEdg(?:A|iOS)?\//, 'edge'],
  [/\bOPR\//, 'opera'],
  [/\bSamsungBrowser\//, 'samsung'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, 'chrome'],
  [/\bSafari\//, 'safari'],
];
const systemMarks: readonly (readonly [RegExp, Device['system']])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'ios'],
  [/\bAndroid\b/, 'android'],
  [/\bWindows\b/, 'windows'],
  [/\bMacintosh\b/, 'macos'],
  [/\bLinux\b|\bCrOS\b/, 'linux'],
];

const longestLooked = 400;

/** @param userAgent as the browser says; anything else is `other`. */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, longestLooked);
  return {
    browser: browserMarks.find(([mark]) => mark.test(text))?.[1] ?? 'other',
    system: systemMarks.find(([mark]) => mark.test(text))?.[1] ?? 'other',
  };
}
