import type { LoyaltyPreview } from '@comptoir/customer/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { FigureTable } from '../figures/figure-table.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useTierWords } from './tier-words.ts';

export function PreviewTable({ preview }: { preview: LoyaltyPreview }) {
  const { t } = useLingui();
  const locale = useLocale();
  const tierWords = useTierWords();
  const { points, tiers, purchases, days, isPart } = preview;
  const row = (key: string, name: string, before: number, after: number) => ({
    key,
    cells: [name, formatNumber(before, locale), formatNumber(after, locale)],
  });
  const count = formatNumber(purchases, locale);
  return (
    <FigureTable
      title={t`Essai`}
      columns={[{ name: t`Ce qui change` }, { name: t`Règles en vigueur` }, { name: t`Ces règles` }]}
      rows={[
        row('points', t`Points gagnés en ${days} jours`, points.before, points.after),
        ...tiers.map(({ code, before, after }) =>
          row(code, t`Clients au niveau ${tierWords(code)}`, before, after),
        ),
      ]}
      empty=""
      note={isPart ? t`Sur les ${count} achats les plus récents.` : t`Sur ${count} achats.`}
      testId="loyalty-preview"
    />
  );
}
