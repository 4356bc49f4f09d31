/** Who looks: each has a view of the dashboard, named in the address. Pure. */
export const views = ['direction', 'store', 'merchandise', 'finance', 'operations'] as const;
export type View = (typeof views)[number];

export const isView = (text: string | null): text is View => views.some((view) => view === text);
