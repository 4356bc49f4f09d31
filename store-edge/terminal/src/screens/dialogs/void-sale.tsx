import { formatMoney, Key } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { countArticles } from '../../sale/quantity.ts';
import { voidSale } from '../../till/selling.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

export function VoidSale() {
  const { t } = useLingui();
  const locale = useLocale();
  const lines = useTill((state) => state.draft.lines);
  const totalMinor = useTill((state) => state.priced?.totalMinor ?? 0);
  const articles = countArticles(lines.map((line) => line.quantity));
  const amount = formatMoney(totalMinor, locale);
  return (
    <Sheet title={t`Annuler la vente?`} testId="void-sale-dialog">
      <p className={css.words}>
        {plural(articles, {
          one: `# article, ${amount}. Rien n’est encaissé.`,
          other: `# articles, ${amount}. Rien n’est encaissé.`,
        })}
      </p>
      <div className={css.actions}>
        <Key tone="primary" onPress={closeDialog} cap={t`Échap`} testId="keep-sale">
          <Trans>Garder la vente</Trans>
        </Key>
        <Key tone="danger" onPress={voidSale} testId="confirm-void-sale">
          <Trans>Annuler la vente</Trans>
        </Key>
      </div>
    </Sheet>
  );
}
