import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { openCoupons } from '../../till/coupons.ts';
import { openSaleSheet } from '../../till/discounting.ts';
import { openFavourites } from '../../till/favourites.ts';
import { openReturn } from '../../till/returning.ts';
import { lock, openDrawer, printX } from '../../till/session.ts';
import { store, useTill } from '../../till/store.ts';
import { beginTraining, endTraining } from '../../till/training.ts';
import { StoreNotice } from '../store-notice.tsx';
import { Choices } from './choices.tsx';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

export function Menu() {
  const { t } = useLingui();
  const isTraining = useTill((state) => state.training !== null);
  const lines = useTill((state) => state.draft.lines.length);
  return (
    <Sheet title={t`Menu`} wide testId="menu-dialog">
      <div className={css.menu}>
        <Key onPress={() => store.set({ dialog: { kind: 'receipts' } })} testId="menu-receipts">
          <Trans>Derniers reçus</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void openReturn();
          }}
          cap={t`Inser`}
          testId="menu-return"
        >
          <Trans>Retour d’articles</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void openDrawer();
          }}
          cap={t`Maj F9`}
          testId="menu-drawer"
        >
          <Trans>Ouvrir le tiroir</Trans>
        </Key>
        <Key onPress={openCoupons} cap={t`Maj F4`} testId="menu-coupons">
          <Trans>Coupons</Trans>
        </Key>
        <Key onPress={() => store.set({ dialog: { kind: 'cash' } })} testId="menu-cash">
          <Trans>Entrée, sortie, dépôt</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void printX();
          }}
          testId="menu-x"
        >
          <Trans>Rapport X</Trans>
        </Key>
        <Key onPress={openSaleSheet} disabled={lines === 0} cap={t`Maj F6`} testId="menu-sale">
          <Trans>Note, exonération</Trans>
        </Key>
        <Key onPress={openFavourites} testId="menu-favourites">
          <Trans>Favoris des caisses</Trans>
        </Key>
        <Key onPress={() => store.set({ dialog: { kind: 'devices' } })} testId="menu-devices">
          <Trans>Appareils</Trans>
        </Key>
        <Key onPress={() => store.set({ dialog: { kind: 'help' } })} cap="F1" testId="menu-help">
          <Trans>Aide et touches</Trans>
        </Key>
        <Key
          onPress={() => {
            closeDialog();
            void (isTraining ? endTraining() : beginTraining());
          }}
          pressed={isTraining}
          testId="menu-training"
        >
          {isTraining ? <Trans>Finir la formation</Trans> : <Trans>Formation</Trans>}
        </Key>
        <Key onPress={() => void lock()} cap="Pause" testId="menu-lock">
          <Trans>Verrouiller la caisse</Trans>
        </Key>
      </div>
      <Choices />
      <div className={css.apart}>
        <Key
          tone="danger"
          onPress={() => store.set({ dialog: { kind: 'close-shift' } })}
          disabled={lines > 0}
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
