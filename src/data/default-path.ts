/** The PATH that an engine gives to a container whose image sets none, such as one made from scratch (moby, oci/defaults). */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
