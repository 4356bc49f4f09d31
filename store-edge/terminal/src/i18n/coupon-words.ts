/** Why a coupon counts or does not, and what to do. */
import type { CouponState } from '@comptoir/pricing/promotions/coupons';
import type { Locale } from '@comptoir/ui-kit';
import { t } from '@lingui/core/macro';

export function couponWords({ code, state, promotion }: CouponState, locale: Locale): string {
  const name = promotion?.name[locale === 'fr-CA' ? 'fr' : 'en'] ?? '';
  switch (state) {
    case 'given':
      return t`Coupon ${code} : ${name}`;
    case 'unknown':
      return t`Coupon ${code} inconnu. Vérifiez le code.`;
    case 'not-here':
      return t`Coupon ${code} : pas valable dans ce magasin.`;
    case 'not-now':
      return t`Coupon ${code} : pas valable en ce moment.`;
    case 'not-for-customer':
      return t`Coupon ${code} : pour certains clients seulement. Rattachez la carte du client.`;
    case 'used-up':
      return t`Coupon ${code} : ce client s’en est déjà servi.`;
    case 'nothing-to-give':
      return t`Coupon ${code} : rien dans ce panier n’y donne droit.`;
  }
}
