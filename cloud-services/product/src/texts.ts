/** What people read, in both languages. */
export type Texts = Readonly<{ fr: string; en: string }>;
