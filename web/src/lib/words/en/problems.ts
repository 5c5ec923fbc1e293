import type { Dictionary } from '../dictionary.ts';

type Problems = Pick<Dictionary, 'errors' | 'errorDetails' | 'failures' | 'failureUnknown'>;

/** What can go wrong, in words. */
export const problems: Problems = {
  errors: {
    bad_request: 'This request is not right. Reload the page and try again.',
    invalid_fields: 'Some fields are not right yet.',
    not_signed_in: 'Sign in first.',
    wrong_credentials: 'E-mail address or password is wrong.',
    code_required: 'Fill in the code of your app, too.',
    wrong_code: 'This code is wrong or was used already. Wait for the next one.',
    wrong_password: 'This password is wrong.',
    invalid_api_key: 'This API key does not exist or was revoked.',
    forbidden: 'Your role does not allow this.',
    foreign_origin: 'This request came from another site and was refused.',
    invitation_for_other:
      'This invitation is for another e-mail address. Sign out and open the link again.',
    not_found: 'This does not exist (any more).',
    method_not_allowed: 'This cannot be done here.',
    conflict: 'Somebody else did this just now.',
    email_taken: 'There is already an account with this e-mail address. Sign in.',
    email_unconfirmed: 'Confirm your own e-mail address first.',
    already_member: 'This person belongs to the books already.',
    already_invited: 'This address has been invited already. You can send the mail again.',
    last_owner: 'The last owner stays. Make somebody else owner first.',
    two_step_on: 'Two-step sign-in is on already.',
    two_step_off: 'Two-step sign-in is off.',
    already_posted: 'This invoice has already been posted.',
    already_reversed: 'This journal entry has already been reversed.',
    document_posted: 'A posted document is kept.',
    document_busy: 'The document is still being read.',
    tenant_suspended: 'These books are locked. Ask the owner what is going on.',
    tenant_not_ready: 'The books are still being set up.',
    link_expired: 'This link was used already or is too old. Ask for a new one.',
    version_mismatch: 'Somebody changed this while you were working on it.',
    precondition_required: 'Reload the page and try again.',
    file_too_large: 'The file is larger than 20 MB. Split it or make the scan smaller.',
    body_too_large: 'This is too large to send.',
    unsupported_file:
      'This is no PDF, PNG, JPEG, TIFF, WebP or XML invoice. Save it as PDF and upload again.',
    heic_file:
      'HEIC photos cannot be read. Send the photo as JPEG; an iPhone takes such ones with Settings › Camera › Formats › Most Compatible.',
    archive_too_large:
      'This zip file holds more than 200 files, or more than 100 MB unpacked. Split it.',
    damaged_archive: 'This zip file is damaged or has a password. Make a new one.',
    unsupported_content_type: 'This kind of data is not accepted here.',
    empty_file: 'The file is empty. Choose the right file and upload again.',
    upload_incomplete: 'The upload was cut off and nothing was kept. Upload the file again.',
    unbalanced: 'Debit and credit differ.',
    period_closed: 'The period of this date is closed.',
    no_fiscal_period: 'There is no financial year for this date.',
    invoice_blocked: 'This invoice cannot be posted yet.',
    idempotency_key_reused: 'This was sent differently before. Reload the page.',
    document_quota_reached:
      'This month’s documents are used up. You can upload again from the first of next month.',
    page_quota_reached:
      'This month’s pages are used up. You can upload again from the first of next month.',
    storage_quota_reached:
      'There is no more room for files. Remove documents or ask for more room.',
    too_many_requests: 'Slow down a little: too many requests.',
    too_many_attempts: 'Too many attempts.',
    internal: 'Something went wrong on our side. Your data are safe; try again.',
    storage_unavailable: 'Files cannot be stored just now. Try again shortly.',
    storage_full:
      'The disk on which files are kept is full; this file was not kept. Tell your administrator: as soon as there is room, it works again.',
    unavailable: 'A part is down for a moment. Try again shortly.',
    offline: 'No connection. What you typed stays.',
  },
  errorDetails: {
    alreadyPostedBy: (person, moment) => `Already posted by ${person}, ${moment}.`,
    retryAfter: (seconds) =>
      seconds < 90 ? `Wait ${seconds} seconds.` : `Wait ${Math.ceil(seconds / 60)} minutes.`,
  },
  failures: {
    empty_file: 'This file is empty. Upload the right file.',
    unsupported_type: 'This kind of file cannot be read. Save it as PDF and upload again.',
    encrypted_pdf:
      'This PDF has a password. The file is kept. Remove the password and upload again.',
    damaged_pdf: 'This PDF is damaged. The file is kept. Ask the supplier for a new one.',
    damaged_image: 'This picture is damaged or cut off. Make a new photo or scan.',
    no_pages: 'This PDF has no pages. Ask the supplier for a new one.',
    page_quota_reached: 'This month’s pages are used up. The file is kept; try again next month.',
    too_many_pages: 'This document has more than 200 pages. Split it and upload the parts.',
    page_too_large: 'A page is too large to read. Make the scan smaller and upload again.',
    page_too_complex: 'A page is too complicated to read. Print or scan it anew and upload again.',
    malformed_xml: 'This XML is not valid. Ask the supplier for a new e-invoice.',
    unsafe_xml: 'This XML holds forbidden parts and was not read.',
    unknown_xml: 'This XML is no invoice that we know (UBL or CII).',
    attempts_exhausted: 'Reading failed after five attempts. The file is kept; try again.',
    timeout: 'Reading took too long. The file is kept; try again.',
    storage_unavailable: 'The file could not be reached for a moment. Try again.',
    missing_file: 'The file was not found. Upload it again.',
    worker_died: 'Reading broke off. The file is kept; try again.',
    not_startable: 'This job could not begin. Try again.',
    internal: 'Something went wrong on our side. The file is kept; try again.',
  },
  failureUnknown: 'This failed for a reason we do not know. Try again.',
};
