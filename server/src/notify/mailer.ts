import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The one owner of mail. */
export interface Mailer {
  /** Resolves when the mail server has taken it; rejects with the server's reason. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export function createMailer(options: { readonly smtpUrl: string; readonly from: string }): Mailer {
  const transport = createTransport(options.smtpUrl, { from: options.from });
  return {
    async send({ to, subject, text }) {
      // `to` as an object: a comma in an address must not become two recipients.
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
