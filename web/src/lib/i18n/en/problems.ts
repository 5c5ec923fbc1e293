import type { Dictionary } from '../dictionary.ts';

type Problems = Pick<Dictionary, 'errors' | 'errorDetails' | 'failures' | 'failureUnknown'>;

/** What can go wrong, in words. */
export const problems: Problems = {
  errors: {
    bad_request: 'This request is invalid. Reload the page and try again.',
    invalid_fields: 'Some fields are invalid.',
    not_signed_in: 'Sign in first.',
    wrong_credentials: 'The e-mail address or password is incorrect.',
    code_required: 'Also enter the code from your app.',
    wrong_code: 'This code is incorrect or has already been used. Wait for the next one.',
    wrong_password: 'This password is incorrect.',
    invalid_api_key: 'This API key does not exist or has been revoked.',
    forbidden: 'Your role does not allow this.',
    foreign_origin: 'This request came from another site and was refused.',
    invitation_for_other:
      'This invitation is for another e-mail address. Sign out and open the link again.',
    not_found: 'This no longer exists.',
    method_not_allowed: 'This cannot be done here.',
    conflict: 'Someone else just did this.',
    job_repeats_itself: 'This is repeated automatically; you need not do anything.',
    email_taken: 'An account with this e-mail address already exists. Sign in.',
    email_unconfirmed: 'Confirm your own e-mail address first.',
    already_member: 'This person is already a member.',
    already_invited: 'This address has already been invited. You can send the e-mail again.',
    last_owner: 'A company must keep at least one owner. Make someone else an owner first.',
    two_step_on: 'Two-step sign-in is already on.',
    two_step_off: 'Two-step sign-in is off.',
    already_posted: 'This invoice has already been posted.',
    already_reversed: 'This journal entry has already been reversed.',
    document_posted: 'A posted document cannot be deleted.',
    document_busy: 'The document is still being read.',
    tenant_suspended: 'These books are suspended. Ask the owner why.',
    tenant_not_ready: 'The books are still being set up.',
    link_expired: 'This link has expired or has already been used. Request a new one.',
    version_mismatch: 'Someone else changed this while you were working on it.',
    precondition_required: 'Reload the page and try again.',
    file_too_large: 'The file is larger than 20 MB. Split it or make the scan smaller.',
    body_too_large: 'This is too large to send.',
    unsupported_file:
      'This is not a PDF, PNG, JPEG, TIFF, WebP or XML invoice. Save it as a PDF and upload it again.',
    heic_file:
      'HEIC photos cannot be read. Send a JPEG; on an iPhone choose Settings › Camera › Formats › Most Compatible.',
    archive_too_large:
      'This zip file contains more than 200 files, or more than 100 MB unpacked. Split it.',
    damaged_archive: 'This zip file is damaged or password-protected. Make a new one.',
    unsupported_content_type: 'This kind of data is not accepted here.',
    empty_file: 'The file is empty. Choose the right file and upload again.',
    upload_incomplete: 'The upload was interrupted and nothing was stored. Upload the file again.',
    unbalanced: 'Debit and credit are not equal.',
    entry_of_zeros: 'Enter an amount other than zero.',
    period_closed: 'The period of this date is closed.',
    no_fiscal_period: 'There is no financial year for this date.',
    invoice_blocked: 'This invoice cannot be posted yet.',
    idempotency_key_reused: 'This was already sent with other content. Reload the page.',
    document_quota_reached:
      'This month’s document limit has been reached. You can upload again from the first of next month.',
    page_quota_reached:
      'This month’s page limit has been reached. You can upload again from the first of next month.',
    storage_quota_reached:
      'The storage limit has been reached. Delete documents or ask for more space.',
    too_many_requests: 'Too many requests. Wait a moment.',
    too_many_attempts: 'Too many attempts.',
    internal: 'Something went wrong on our side. Your data is safe; try again.',
    storage_unavailable: 'Files cannot be stored at the moment. Try again shortly.',
    storage_full:
      'The disk for files is full; this file was not stored. Tell your administrator: uploads work again once there is space.',
    unavailable: 'Part of the service is temporarily unavailable. Try again shortly.',
    offline: 'No connection. What you typed is kept.',
  },
  errorDetails: {
    alreadyPostedBy: (person, moment) => `Already posted by ${person}, ${moment}.`,
    retryAfter: (seconds) =>
      seconds < 90 ? `Wait ${seconds} seconds.` : `Wait ${Math.ceil(seconds / 60)} minutes.`,
  },
  failures: {
    empty_file: 'This file is empty. Upload the right file.',
    unsupported_type: 'This type of file cannot be read. Save it as a PDF and upload it again.',
    encrypted_pdf:
      'This PDF is password-protected. The file is kept. Remove the password and upload it again.',
    damaged_pdf: 'This PDF is damaged. The file is kept. Ask the supplier for a new one.',
    damaged_image: 'This image is damaged or incomplete. Take a new photo or scan.',
    no_pages: 'This PDF has no pages. Ask the supplier for a new one.',
    page_quota_reached:
      'This month’s page limit has been reached. The file is kept; try again next month.',
    too_many_pages: 'This document has more than 200 pages. Split it and upload the parts.',
    page_too_large: 'A page is too large to read. Make the scan smaller and upload it again.',
    page_too_complex: 'A page is too complex to read. Print or scan it again and upload it.',
    document_too_complex:
      'This document is too complex to read. Ask the supplier for a simpler one, or for a PDF.',
    damaged_e_invoice:
      'The data read from this e-invoice is damaged. Delete the document and upload it again.',
    malformed_xml: 'This XML is not valid. Ask the supplier for a new e-invoice.',
    unsafe_xml: 'This XML contains forbidden constructs and was not read.',
    unknown_xml: 'This XML is not an invoice format we support (UBL or CII).',
    attempts_exhausted: 'Reading failed after five attempts. The file is kept; try again.',
    timeout: 'Reading took too long. The file is kept; try again.',
    storage_unavailable: 'The file was temporarily unavailable. Try again.',
    missing_file: 'The file was not found. Upload it again.',
    worker_died: 'Reading was interrupted. The file is kept; try again.',
    not_startable: 'This job could not start. Try again.',
    internal: 'Something went wrong on our side. The file is kept; try again.',
  },
  failureUnknown: 'This failed for an unknown reason. Try again.',
};
