import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCaps } from '../../i18n/key-words.ts';
import type { Act } from '../../keys/key-map.ts';
import { openCoupons } from '../../till/coupons.ts';
import { openSaleSheet } from '../../till/discounting.ts';
import { openFavourites } from '../../till/favourites.ts';
import { openHandOver } from '../../till/handing-over.ts';
import { openReturn } from '../../till/returning.ts';
import { lock, openDrawer, printX } from '../../till/session.ts';
import { store, useTill } from '../../till/store.ts';
import { beginTraining, endTraining } from '../../till/training.ts';
import { onSaleCommand } from '../sale/on-command.ts';
import { StoreNotice } from '../store-notice.tsx';
import { Choices } from './choices.tsx';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

/** Whose keys work here as on the sale's screen: they stand on its keys. */
const listed: readonly string[] = [
  ...(['receipts', 'return', 'drawer', 'coupon', 'sale-sheet', 'help', 'lock'] satisfies Act[]),
];

export function Menu() {
  const { t } = useLingui();
  const caps = useCaps();
  const isTraining = useTill((state) => state.training !== null);
  const lines = useTill((state) => state.draft.lines.length);
  const open = (kind: 'cash' | 'devices' | 'close-shift') => store.set({ dialog: { kind } });
  const x = () => {
    closeDialog();
    void printX();
  };
  const train = () => {
    closeDialog();
    void (isTraining ? endTraining() : beginTraining());
  };
  const byDigit: Readonly<Record<string, () => void>> = {
    1: () => open('cash'),
    2: x,
    3: openFavourites,
    4: () => open('devices'),
    5: train,
    6: () => openHandOver(null),
    9: () => (lines === 0 ? open('close-shift') : undefined),
  };
  return (
    <Sheet
      title={t`Menu`}
      wide
      testId="menu-dialog"
      onCommand={(command) => {
        if (command.do === 'type') byDigit[command.text]?.();
        else if (listed.includes(command.do)) {
          closeDialog();
          onSaleCommand(command);
        }
        return true;
      }}
    >
      <div className={css.menu}>
        <Key
          onPress={() => store.set({ dialog: { kind: 'receipts' } })}
          cap={caps('receipts')}
          testId="menu-receipts"
        >
          <Trans>Derniers reçus</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void openReturn();
          }}
          cap={caps('return')}
          testId="menu-return"
        >
          <Trans>Retour d’articles</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void openDrawer();
          }}
          cap={caps('drawer')}
          testId="menu-drawer"
        >
          <Trans>Ouvrir le tiroir</Trans>
        </Key>
        <Key onPress={openCoupons} cap={caps('coupon')} testId="menu-coupons">
          <Trans>Coupons</Trans>
        </Key>
        <Key onPress={() => open('cash')} cap="1" testId="menu-cash">
          <Trans>Entrée, sortie, dépôt</Trans>
        </Key>
        <Key onPress={x} cap="2" testId="menu-x">
          <Trans>Rapport X</Trans>
        </Key>
        <Key onPress={openSaleSheet} disabled={lines === 0} cap={caps('sale-sheet')} testId="menu-sale">
          <Trans>Note, exonération</Trans>
        </Key>
        <Key onPress={() => openHandOver(null)} cap="6" testId="menu-hand-over">
          <Trans>Remettre une commande</Trans>
        </Key>
        <Key onPress={openFavourites} cap="3" testId="menu-favourites">
          <Trans>Favoris des caisses</Trans>
        </Key>
        <Key onPress={() => open('devices')} cap="4" testId="menu-devices">
          <Trans>Appareils</Trans>
        </Key>
        <Key onPress={() => store.set({ dialog: { kind: 'help' } })} cap={caps('help')} testId="menu-help">
          <Trans>Aide et touches</Trans>
        </Key>
        <Key onPress={train} pressed={isTraining} cap="5" testId="menu-training">
          {isTraining ? <Trans>Finir la formation</Trans> : <Trans>Formation</Trans>}
        </Key>
        <Key onPress={() => void lock()} cap={caps('lock')} testId="menu-lock">
          <Trans>Verrouiller la caisse</Trans>
        </Key>
      </div>
      <Choices />
      <div className={css.apart}>
        <Key
          tone="danger"
          onPress={() => open('close-shift')}
          disabled={lines > 0}
          cap="9"
          testId="menu-close-shift"
        >
          <Trans>Fermer le quart</Trans>
        </Key>
        {lines > 0 ? (
          <p className={css.words}>
            <Trans>Terminez ou annulez la vente, puis fermez le quart.</Trans>
          </p>
        ) : null}
      </div>
      <StoreNotice />
    </Sheet>
  );
}
