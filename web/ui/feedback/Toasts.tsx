import { Notifications } from '@mantine/notifications'

/** Shows what `toast` reports. */
export const Toasts = () => <Notifications position="bottom-right" limit={4} containerWidth={420} />
