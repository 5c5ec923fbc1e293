const nl = {
  which: 'Soort werk',
  documents: 'Documenten',
  others: 'Andere taken',
  empty: 'Er is niets mislukt',
  emptyText:
    'Lukt het lezen van een document niet, dan zie je hier waarom en kun je het opnieuw proberen.',
  kinds: {
    ocr: 'Tekst lezen',
    parse: 'Velden herkennen',
    seal: 'Boekingen verzegelen',
    verify: 'Boekhouding controleren',
  },
  otherKind: 'Taak',
  attempts: 'Pogingen',
  since: 'Mislukt op',
  detail: 'Technische toelichting',
  retried: (name: string) => `${name} wordt opnieuw geprobeerd.`,
  retriedAll: (count: number) => `${count} taken worden opnieuw geprobeerd.`,
  retryAll: (count: number) => `Alle ${count} opnieuw`,
  /** Why a document could not be read, or a job not be done; by code. */
  failures: {
    empty_file: 'Dit bestand is leeg. Upload het goede bestand.',
    unsupported_type:
      'Dit soort bestand kan niet gelezen worden. Sla het als pdf op en upload opnieuw.',
    encrypted_pdf:
      'Deze pdf heeft een wachtwoord. Het bestand is bewaard. Haal het wachtwoord eraf en upload opnieuw.',
    damaged_pdf:
      'Deze pdf is beschadigd. Het bestand is bewaard. Vraag de leverancier om een nieuwe.',
    damaged_image: 'Deze afbeelding is beschadigd of afgebroken. Maak een nieuwe foto of scan.',
    no_pages: 'Deze pdf heeft geen pagina’s. Vraag de leverancier om een nieuwe.',
    page_quota_reached:
      'Het aantal pagina’s van deze maand is op. Het bestand is bewaard; probeer het volgende maand opnieuw.',
    too_many_pages: 'Dit document heeft meer dan 200 pagina’s. Splits het en upload de delen.',
    too_many_files:
      'Deze pdf-portfolio heeft meer dan 50 bestanden, of is uitgepakt groter dan 20 MB. Upload de bestanden apart.',
    page_too_large: 'Een pagina is te groot om te lezen. Verklein de scan en upload opnieuw.',
    page_too_complex:
      'Een pagina is te ingewikkeld om te lezen. Print of scan hem opnieuw en upload.',
    document_too_complex:
      'Dit document is te ingewikkeld om te lezen. Vraag de leverancier om een pdf.',
    damaged_e_invoice:
      'Wat van deze e-factuur gelezen was, is beschadigd. Verwijder het document en upload het opnieuw.',
    malformed_xml: 'Deze XML is niet geldig. Vraag de leverancier om een nieuwe e-factuur.',
    unsafe_xml: 'Deze XML bevat verboden onderdelen en is niet gelezen.',
    unknown_xml: 'Deze XML is geen factuur die we kennen (UBL of CII).',
    attempts_exhausted:
      'Lezen lukte na vijf pogingen niet. Het bestand is bewaard; probeer het opnieuw.',
    timeout: 'Lezen duurde te lang. Het bestand is bewaard; probeer het opnieuw.',
    storage_unavailable: 'Het bestand was even niet bereikbaar. Probeer het opnieuw.',
    missing_file: 'Het bestand is niet teruggevonden. Upload het opnieuw.',
    worker_died: 'Het lezen brak af. Het bestand is bewaard; probeer het opnieuw.',
    not_startable: 'Deze taak kon niet beginnen. Probeer het opnieuw.',
    internal: 'Er ging bij ons iets mis. Het bestand is bewaard; probeer het opnieuw.',
  },
  failureUnknown: 'Dit lukte niet, om een reden die we niet kennen. Probeer het opnieuw.',
};

const en: typeof nl = {
  which: 'Kind of work',
  documents: 'Documents',
  others: 'Other jobs',
  empty: 'Nothing has failed',
  emptyText: 'When a document cannot be read, this page shows why and lets you try again.',
  kinds: {
    ocr: 'Reading text',
    parse: 'Finding fields',
    seal: 'Sealing entries',
    verify: 'Verifying the books',
  },
  otherKind: 'Job',
  attempts: 'Attempts',
  since: 'Failed on',
  detail: 'Technical detail',
  retried: (name) => `${name} is being tried again.`,
  retriedAll: (count) => `${count} jobs are being tried again.`,
  retryAll: (count) => `Retry all ${count}`,
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
    too_many_files:
      'This PDF portfolio has more than 50 files, or is larger than 20 MB unpacked. Upload the files separately.',
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

export const jobWords = { nl, en };
