export { AccountPage } from './account-page.tsx';
export { AddressesPage } from './addresses-page.tsx';
export { PrivacyChoicesPage } from './privacy-choices-page.tsx';
export { ProfilePage } from './profile-page.tsx';
export { SecurityPage } from './security/security-page.tsx';
