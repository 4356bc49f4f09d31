import { Amount } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { type PromotionDraft, stateOf, termsOf } from './draft.ts';
import css from './promotions.module.css';
import { priceSample } from './sample.ts';
import { useCategories, usePromotions, useRules } from './use-promotions.ts';
import { useSample } from './use-sample.ts';
import { textIn } from './words.ts';

/** What a basket of goods that the promotion is on would cost, while it is typed. */
export function Preview({ draft }: { draft: PromotionDraft }) {
  const { t } = useLingui();
  const locale = useLocale();
  const sample = useSample(draft.target).data ?? [];
  const rules = useRules().data;
  const categories = useCategories().data;
  const promotions = usePromotions().data;
  const terms = termsOf({ ...draft, nameFr: draft.nameFr || '–', nameEn: draft.nameEn || '–' });
  if (!terms || !rules || !categories || !promotions || sample.length === 0)
    return (
      <p className="muted" data-testid="preview-waits">
        <Trans>L’aperçu montre ici ce que coûterait un panier.</Trans>
      </p>
    );
  const now = new Date();
  const others = promotions.filter((one) => stateOf(one, now.getTime()) === 'on');
  const priced = priceSample(sample, terms, others, rules, categories, now, headOfficeTimeZone);
  return (
    <table className={`table ${css.preview}`} data-testid="preview">
      <caption>
        <Trans>Un panier avec cette promotion, avant taxes</Trans>
      </caption>
      <thead>
        <tr>
          <th>{t`Produit`}</th>
          <th className="figure">{t`Sans`}</th>
          <th className="figure">{t`Avec`}</th>
        </tr>
      </thead>
      <tbody>
        {sample.map(({ product, quantity, name }, index) => (
          <tr key={product.id}>
            <td>
              {quantity} × {textIn(name, locale)}
            </td>
            <td className="figure">
              <Amount amountMinor={priced.lines[index]?.grossMinor ?? 0} locale={locale} />
            </td>
            <td className="figure">
              <Amount amountMinor={priced.lines[index]?.amountMinor ?? 0} locale={locale} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th>{t`Rabais`}</th>
          <td className="figure" colSpan={2}>
            <Amount amountMinor={-priced.discountMinor} locale={locale} testId="preview-discount" />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
