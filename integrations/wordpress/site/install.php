<?php
// Installs WordPress with the plugin and an author.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']   = parse_url( getenv( 'SITE_URL' ), PHP_URL_HOST );
$_SERVER['SERVER_NAME'] = $_SERVER['HTTP_HOST'];
require getenv( 'WORDPRESS' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';


wp_install( 'A magazine', 'admin', 'admin@example.org', true, '', 'secret' );
$author = wp_insert_user(
	array(
		'user_login' => 'author',
		'user_pass'  => 'secret',
		'user_email' => 'author@example.org',
		'role'       => 'author',
	)
);
$active = activate_plugin( 'explainer/explainer.php' );
foreach ( array( $author, $active ) as $result ) {
	if ( is_wp_error( $result ) ) {
		fwrite( STDERR, $result->get_error_message() );
		exit( 1 );
	}
}
if ( user_can( $author, 'unfiltered_html' ) ) {
	fwrite( STDERR, 'the author may post any HTML' );
	exit( 1 );
}
echo 'installed ', $GLOBALS['wp_version'];
